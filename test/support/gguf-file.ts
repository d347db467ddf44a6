/** What a tiny model of the test's own is made of; all sizes are small enough to load in no time. */
export interface TinyModel {
  seed: number
  /** Tokens that the model says it was trained for. */
  contextTokens: number
  /** Whether its answer may end by itself; otherwise the end is the least likely token. */
  mayEnd: boolean
  /** The layers; more make it slower. */
  layers: number
}

const embedding = 32
const heads = 2
const feedForward = 64
const alignment = 32

/** GGUF's numbers for types of values and of tensors (the format's specification, version 3). */
const type = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const
const floatTensor = 0
/** Token types: a usual one, unknown, control, byte. */
const token = { normal: 1, unknown: 2, control: 3, byte: 6 } as const

class Bytes {
  readonly #parts: Buffer[] = []
  length = 0

  raw(part: Buffer): void {
    this.#parts.push(part)
    this.length += part.length
  }

  u32(value: number): void {
    const part = Buffer.alloc(4)
    part.writeUInt32LE(value)
    this.raw(part)
  }

  u64(value: number): void {
    const part = Buffer.alloc(8)
    part.writeBigUInt64LE(BigInt(value))
    this.raw(part)
  }

  f32(value: number): void {
    const part = Buffer.alloc(4)
    part.writeFloatLE(value)
    this.raw(part)
  }

  text(value: string): void {
    const bytes = Buffer.from(value)
    this.u64(bytes.length)
    this.raw(bytes)
  }

  pad(): void {
    this.raw(Buffer.alloc((alignment - (this.length % alignment)) % alignment))
  }

  whole(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

interface Vocabulary {
  tokens: string[]
  scores: number[]
  types: number[]
}

const end = 2

/** Every byte has a token, every printable ASCII character one of its own, a space is `▁`. */
const vocabulary = (): Vocabulary => {
  const controls = ['<unk>', '<s>', '</s>']
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
  )
  const letters = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  const normal = ['▁', ...letters]
  return {
    tokens: [...controls, ...bytes, ...normal],
    scores: [...controls, ...bytes, ...normal].map((_, at) => -at / 1_000),
    types: [
      ...[token.unknown, token.control, token.control],
      ...bytes.map(() => token.byte),
      ...normal.map(() => token.normal)
    ]
  }
}

type Value = (out: Bytes) => void

const uint =
  (value: number): Value =>
  (out) => {
    out.u32(type.uint32)
    out.u32(value)
  }
const float =
  (value: number): Value =>
  (out) => {
    out.u32(type.float32)
    out.f32(value)
  }
const text =
  (value: string): Value =>
  (out) => {
    out.u32(type.string)
    out.text(value)
  }
const flag =
  (value: boolean): Value =>
  (out) => {
    out.u32(type.bool)
    out.raw(Buffer.from([value ? 1 : 0]))
  }
const list = <T>(element: number, values: readonly T[], write: (out: Bytes, value: T) => void) => {
  return (out: Bytes): void => {
    out.u32(type.array)
    out.u32(element)
    out.u64(values.length)
    for (const value of values) write(out, value)
  }
}

const metadata = (model: TinyModel, { tokens, scores, types }: Vocabulary): [string, Value][] => [
  ['general.architecture', text('llama')],
  ['general.name', text('noise')],
  ['llama.context_length', uint(model.contextTokens)],
  ['llama.embedding_length', uint(embedding)],
  ['llama.block_count', uint(model.layers)],
  ['llama.feed_forward_length', uint(feedForward)],
  ['llama.attention.head_count', uint(heads)],
  ['llama.attention.head_count_kv', uint(heads)],
  ['llama.rope.dimension_count', uint(embedding / heads)],
  ['llama.attention.layer_norm_rms_epsilon', float(1e-5)],
  ['tokenizer.ggml.model', text('llama')],
  ['tokenizer.ggml.tokens', list(type.string, tokens, (out, value) => out.text(value))],
  ['tokenizer.ggml.scores', list(type.float32, scores, (out, value) => out.f32(value))],
  ['tokenizer.ggml.token_type', list(type.int32, types, (out, value) => out.u32(value))],
  ['tokenizer.ggml.unknown_token_id', uint(0)],
  ['tokenizer.ggml.bos_token_id', uint(1)],
  ['tokenizer.ggml.eos_token_id', uint(end)],
  ['tokenizer.ggml.add_bos_token', flag(true)],
  ['tokenizer.ggml.add_space_prefix', flag(false)]
]

/** Mulberry32: uniform numbers from 0 to 1. */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Tensor {
  name: string
  /** As GGUF counts: the length of a row first. */
  shape: number[]
  value: (at: number) => number
}

const tensors = (model: TinyModel, { tokens, types }: Vocabulary): Tensor[] => {
  const next = random(model.seed)
  const noise = (): number => (next() - 0.5) * 0.5
  const one = (): number => 1
  const matrix = (name: string, rows: number, columns = embedding): Tensor => ({
    ...{ name, shape: [columns, rows], value: noise }
  })
  const norm = (name: string): Tensor => ({ name, shape: [embedding], value: one })
  const block = (at: number): Tensor[] => [
    norm(`blk.${at}.attn_norm.weight`),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) =>
      matrix(`blk.${at}.${name}.weight`, embedding)
    ),
    norm(`blk.${at}.ffn_norm.weight`),
    matrix(`blk.${at}.ffn_gate.weight`, feedForward),
    matrix(`blk.${at}.ffn_up.weight`, feedForward),
    matrix(`blk.${at}.ffn_down.weight`, embedding, feedForward)
  ]
  // What is no letter has a flat row, and so next to no chance: the text can be read.
  const output = (at: number): number => {
    const row = Math.floor(at / embedding)
    const value = (next() - 0.5) * 4
    if (row === end && model.mayEnd) return value * 4
    return types[row] === token.normal ? value : 0
  }
  return [
    matrix('token_embd.weight', tokens.length),
    ...Array.from({ length: model.layers }, (_, at) => block(at)).flat(),
    norm('output_norm.weight'),
    { name: 'output.weight', shape: [embedding, tokens.length], value: output }
  ]
}

const sizeOf = ({ shape }: Tensor): number => shape.reduce((product, length) => product * length, 1)

const dataOf = (tensor: Tensor): Buffer =>
  Buffer.from(Float32Array.from({ length: sizeOf(tensor) }, (_, at) => tensor.value(at)).buffer)

/** A whole GGUF file: a Llama of random weights, which answers with noise by real inference. */
export const ggufFile = (change: Partial<TinyModel> = {}): Buffer => {
  const model = { seed: 1, contextTokens: 4_096, mayEnd: false, layers: 1, ...change }
  const words = vocabulary()
  const parts = tensors(model, words).map((tensor) => ({ tensor, data: dataOf(tensor) }))
  const out = new Bytes()
  const pairs = metadata(model, words)
  out.raw(Buffer.from('GGUF'))
  out.u32(3)
  out.u64(parts.length)
  out.u64(pairs.length)
  for (const [name, value] of pairs) {
    out.text(name)
    value(out)
  }
  let offset = 0
  for (const { tensor, data } of parts) {
    out.text(tensor.name)
    out.u32(tensor.shape.length)
    for (const length of tensor.shape) out.u64(length)
    out.u32(floatTensor)
    out.u64(offset)
    offset += Math.ceil(data.length / alignment) * alignment
  }
  for (const { data } of parts) {
    out.pad()
    out.raw(data)
  }
  out.pad()
  return out.whole()
}
