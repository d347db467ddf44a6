import { fork, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'
import type { BenchCalls, CallAnswer } from './bench-serve'

/** Inside the project, so that what is not bundled is found in its node_modules. */
const buildFolder = resolve('node_modules/.cache', `war-room-bench-${process.pid}`)
const built = new Map<string, Promise<string>>()

const bundle = async (entry: string): Promise<string> => {
  if (built.size === 0) {
    process.once('exit', () => rmSync(buildFolder, { recursive: true, force: true }))
  }
  const name = basename(entry, '.ts')
  const outDir = join(buildFolder, name)
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(entry),
      outDir,
      emptyOutDir: true,
      target: 'node20.18',
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } }
    }
  })
  return join(outDir, `${name}.mjs`)
}

const bundled = (entry: string): Promise<string> => {
  const file = built.get(entry) ?? bundle(entry)
  built.set(entry, file)
  return file
}

/** WAR_ROOM_BENCH_PROFILE=DIR writes a CPU profile of every child there. */
const profileOptions = (): string[] => {
  const folder = process.env['WAR_ROOM_BENCH_PROFILE']
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`]
}

/**
 * A part of a benchmark in a process of its own, so that its processor time and its memory are its
 * alone. It is bundled as the program itself is: a module loader's wrappers would be measured too.
 */
export class BenchChild<C extends BenchCalls> {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, (answer: CallAnswer) => void>()
  readonly #exited: Promise<void>
  /** Rejects when the process ends although nobody asked it to; never resolves. */
  readonly lost: Promise<never>
  #calls = 0
  #gone = false
  #mayEnd = false

  private constructor(child: ChildProcess) {
    this.#process = child
    child.on('message', (answer: CallAnswer) => {
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
    this.#exited = new Promise((done) => {
      child.once('exit', () => {
        this.#gone = true
        for (const [id, settle] of this.#waiting) settle({ id, problem: 'the child ended' })
        done()
      })
    })
    this.lost = this.#exited.then(() =>
      this.#mayEnd ? new Promise(() => undefined) : Promise.reject(new Error('a child ended'))
    )
    this.lost.catch(() => undefined)
  }

  /** `entry` is a path from the project's root to a file that calls `serveBench`. */
  static async start<C extends BenchCalls>(entry: string): Promise<BenchChild<C>> {
    const child = fork(await bundled(entry), [], {
      execArgv: ['--expose-gc', ...profileOptions()],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc']
    })
    return new BenchChild<C>(child)
  }

  /** @throws {Error} what the child threw, or that it has ended */
  async call<K extends keyof C & string>(
    name: K,
    input: Parameters<C[K]>[0]
  ): Promise<Awaited<ReturnType<C[K]>>> {
    if (this.#gone) throw new Error(`${name}: the child has ended`)
    const id = (this.#calls += 1)
    const answer = await new Promise<CallAnswer>((settle) => {
      this.#waiting.set(id, settle)
      this.#process.send({ id, name, input })
    })
    if ('problem' in answer) throw new Error(`${name}: ${answer.problem}`)
    return answer.value as Awaited<ReturnType<C[K]>>
  }

  /** Without a chance to say goodbye; resolves once the system has buried it. */
  kill(): Promise<void> {
    this.#mayEnd = true
    this.#process.kill('SIGKILL')
    return this.#exited
  }

  /** Lets it end by itself. */
  async end(): Promise<void> {
    this.#mayEnd = true
    if (this.#process.connected) this.#process.disconnect()
    await this.#exited
  }
}

/** Does the work, fails as soon as one of the children is lost, and ends them all. */
export const withChildren = async <T>(
  children: readonly Pick<BenchChild<BenchCalls>, 'lost' | 'end'>[],
  work: () => Promise<T>
): Promise<T> => {
  try {
    return await Promise.race([work(), ...children.map(({ lost }) => lost)])
  } finally {
    await Promise.all(children.map((child) => child.end()))
  }
}
