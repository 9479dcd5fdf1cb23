import litPlugin from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { importCycles } from './scripts/import-cycles.js';
import { importDirection } from './scripts/import-direction.js';

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.cache',
      '.data',
      'node_modules',
      '**/*.generated.ts',
      'test/bundlers/angular',
      'test/bundlers/node_modules',
      'test/bench/first-rows/node_modules',
      'test/bench/first-rows/pages',
      'demo/public/mocked/mockServiceWorker.js',
    ],
  },
  ...tseslint.configs.strict,
  wc.configs['flat/best-practice'],
  litPlugin.configs['flat/recommended'],
  {
    plugins: { 'lit-a11y': litA11y },
    rules: litA11y.configs.recommended.rules,
  },
  { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: true } } },
  { files: ['**/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'error' } },
  {
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TaggedTemplateExpression[tag.name="html"] TemplateElement[value.raw=/\\sstyle="/]',
          message: 'An inline style is blocked by a strict Content-Security-Policy: use classes or styleMap.',
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      'wc/guard-super-call': 'off',
      'wc/max-elements-per-file': 'off',
      'wc/tag-name-matches-class': 'off',
      'wc/file-name-matches-element': 'off',
      'wc/no-typos': 'error',
      'lit/no-template-map': 'off',
      'lit-a11y/click-events-have-key-events': 'error',
    },
  },
  {
    files: [
      'scripts/**',
      'test/{bench,bundlers,e2e,server}/**',
      'demo/{server,mocked}/**',
      'plugins/rest/server/main.ts',
      'src/host/tell-developer.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // Every link of an assertion chain looks like a promise to this rule.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    // Loops over pixels: the index is in range by construction, and a default for "undefined" costs time at each.
    files: ['src/live/tracking/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  ...importDirection,
  importCycles,
);
