import { providerPresets } from '../../../preload/contract/provider-presets'
import {
  deskAnalyst,
  type ProviderProfile,
  type RoleAnalysts,
  type RolePreset
} from '../../../preload/contract/providers'
import { vendorOf } from './vendors'

/** Whose model is asked for which role, by the first war room's table. */
const foundersTable: Readonly<Record<string, string>> = {
  intel: 'perplexity',
  scout: 'google',
  risk: 'anthropic',
  quant: 'anthropic',
  strategist: 'openai',
  execution: 'openai'
}

interface Assigned {
  roles: RoleAnalysts
  /** Names of vendors that no profile is of. */
  missing: string[]
}

const nameOf = (vendor: string): string =>
  providerPresets.find(({ id }) => id === vendor)?.name ?? vendor

const founders = (roles: readonly string[], profiles: readonly ProviderProfile[]): Assigned => {
  const assigned: RoleAnalysts = {}
  const missing = new Set<string>()
  for (const role of roles) {
    const vendor = foundersTable[role]
    if (vendor === undefined) continue
    const profile = profiles.find((each) => vendorOf(each) === vendor)
    if (profile === undefined) missing.add(nameOf(vendor))
    else assigned[role] = [profile.id, deskAnalyst]
  }
  return { roles: assigned, missing: [...missing] }
}

/** Who is asked for each of a playbook's roles; a role that is not in it is the desk's. */
export const assignPreset = (
  preset: RolePreset,
  { roles, profiles }: { roles: readonly string[]; profiles: readonly ProviderProfile[] }
): Assigned => {
  switch (preset.kind) {
    case 'desk':
      return { roles: {}, missing: [] }
    case 'one': {
      const entries = roles.map((role) => [role, [preset.provider, deskAnalyst]])
      return { roles: Object.fromEntries(entries) as RoleAnalysts, missing: [] }
    }
    case 'founders':
      return founders(roles, profiles)
  }
}
