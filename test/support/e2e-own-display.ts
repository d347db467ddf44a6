import { inject } from 'vitest'
import './e2e-displays'

const worker = Number(process.env['VITEST_POOL_ID'])
Object.assign(process.env, inject('displays')[worker - 1])
