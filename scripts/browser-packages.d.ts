export declare const BROWSER_PACKAGES: string[];
