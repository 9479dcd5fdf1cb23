/**
 * Whether a key belongs to an input method that composes a word (Japanese, Chinese, Korean): it is no command then.
 * Safari ends the composition before the key that confirmed it comes, and says so by key code 229 alone
 * (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
