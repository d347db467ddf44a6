import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const lengths = (lines, functionLines) => ({
  'max-lines': ['error', { max: lines, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': [
    'error',
    { max: functionLines, skipBlankLines: true, skipComments: true, IIFEs: true }
  ]
})

const house = {
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
    {
      selector: "CallExpression[callee.object.name='AbortSignal'][callee.property.name='timeout']",
      message: 'A limit is a timer of the kernel clock: see main/kernel/abort.ts.'
    }
  ],
  'no-console': 'error',
  eqeqeq: 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
  ]
}

export default tseslint.config(
  {
    ignores: ['out/**', 'dist/**', 'node_modules/**', 'coverage/**', 'test-results/**', '.cache/**']
  },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    files: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.ts'],
    rules: { ...house, ...lengths(300, 40) }
  },
  {
    // The page's one way into the program's log, which takes its console's warnings.
    files: ['renderer/src/app/log-problem.ts'],
    rules: { 'no-console': ['error', { allow: ['warn'] }] }
  },
  {
    files: ['renderer/**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] }
    },
    rules: {
      ...house,
      'no-restricted-syntax': 'off',
      'max-lines': ['error', 300],
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error'
    }
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      ...house,
      'no-console': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'max-lines': ['error', 400]
    }
  },
  {
    // What Electron preloads for a test has to be CommonJS, and so has what works within such a tool.
    files: ['test/**/*.cjs', 'scripts/**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    files: ['*.config.ts', '*.config.js', 'scripts/**/*.mjs', 'renderer/**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off', ...lengths(300, 60) }
  }
)
