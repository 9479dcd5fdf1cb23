/** The whole worker as the text of one module; made by `scripts/worker-text.js`. */
declare module '*?text' {
  const text: string;
  export default text;
}
