export declare function failuresIn(output: string): string;
