import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Biome does formatting and the syntactic rules; ESLint runs the few that need types.
export default defineConfig([
  globalIgnores(['dist', 'node_modules', 'test/fixtures', '**/*.js', '**/*.mjs', '**/*.cjs']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // A voided activity or child call is lost work the compiler cannot see; workflows may not hide one.
    files: ['workflows/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }] },
  },
]);
