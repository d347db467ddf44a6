import type { ProviderKind } from './providers'

/** What a new profile begins with. `baseUrl` null is the kind's own address. */
export interface ProviderPreset {
  id: string
  name: string
  kind: ProviderKind
  baseUrl: string | null
}

export const providerPresets: readonly ProviderPreset[] = [
  {
    id: 'openai',
    name: 'OpenAI',
    kind: 'openai-compatible',
    baseUrl: 'https://api.openai.com/v1'
  },
  { id: 'anthropic', name: 'Anthropic', kind: 'anthropic', baseUrl: null },
  { id: 'google', name: 'Google Gemini', kind: 'google', baseUrl: null },
  {
    id: 'perplexity',
    name: 'Perplexity',
    kind: 'openai-compatible',
    baseUrl: 'https://api.perplexity.ai'
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    kind: 'openai-compatible',
    baseUrl: 'https://api.deepseek.com/v1'
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    kind: 'openai-compatible',
    baseUrl: 'https://openrouter.ai/api/v1'
  },
  { id: 'ollama', name: 'Ollama', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1' },
  {
    id: 'lm-studio',
    name: 'LM Studio',
    kind: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:1234/v1'
  },
  { id: 'vllm', name: 'vLLM', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:8000/v1' },
  {
    id: 'llama-cpp',
    name: 'llama.cpp server',
    kind: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:8080/v1'
  },
  { id: 'local', name: 'Local GGUF file', kind: 'llama', baseUrl: null }
]
