import type { ObjectWord } from '../language-pack'
import type { ObjectId } from '../reading'

const nouns = (
  object: ObjectId | 'neutral',
  words: readonly string[],
  { bad = false, firm = false }: { bad?: boolean; firm?: boolean } = {}
): ObjectWord => ({ object, bad, firm, pattern: String.raw`\b(?:${words.join('|')})\b` })

/** What can move in English business news; phrases stand before the words that they hold. */
export const englishNouns: readonly ObjectWord[] = [
  nouns('rating', ['(?:credit |debt |issuer )?ratings?', 'price targets?', 'target prices?'], {
    firm: true
  }),
  nouns('neutral', [
    '(?:share|stock|bond|oil|gas|metal|commodity) prices?',
    'short interest',
    'market (?:cap|capitali[sz]ation|value)',
    '(?:interest|policy|exchange|mortgage|tax) rates?',
    '(?:bond )?yields?',
    'capital (?:spending|expenditures?)',
    'net interest',
    'capex'
  ]),
  nouns('buyback', ['(?:share |stock )?buy ?backs?', '(?:share |stock )?repurchases?'], {
    firm: true
  }),
  nouns('dividend', ['dividends?', 'payouts?'], { firm: true }),
  nouns('cost', ['(?:cost |tax )?savings?'], { firm: true }),
  nouns('credit', ['recoveries'], { firm: true }),
  nouns('inventory', ['inventor(?:y|ies)', 'unsold (?:stocks?|homes|cars)', 'stockpiles?'], {
    bad: true
  }),
  nouns(
    'credit',
    [
      'bad (?:debts?|loans?)',
      '(?:non ?performing|impaired|problem|soured) (?:loans?|assets?)',
      'provisions?',
      'provisioning',
      'delinquenc(?:y|ies)',
      'arrears',
      'charge offs?',
      'defaults?',
      'default rates?',
      'credit (?:costs?|losses)',
      'loan loss(?:es)?'
    ],
    { bad: true }
  ),
  nouns('assets', ['impairments?', 'write ?(?:down|off)s?'], { bad: true }),
  nouns('loss', ['loss(?:es)?', 'deficits?', 'cash burn'], { bad: true }),
  nouns(
    'cost',
    [
      'costs?',
      'expenses?',
      'overheads?',
      'charges',
      'claims(?! that)',
      'tax(?:es)?',
      'combined ratio',
      'interest (?:bill|payments)'
    ],
    { bad: true }
  ),
  nouns('debt', ['(?:net )?debts?', 'borrowings?', 'leverage', 'gearing', 'liabilities'], {
    bad: true
  }),
  nouns('demand', ['churn', 'cancellations?', 'outflows?', 'redemptions?', 'returns of goods'], {
    bad: true
  }),
  nouns('product', ['complaints?', 'defects?', 'warranty (?:claims|costs)'], { bad: true }),
  nouns('guidance', [
    'guidance',
    'outlook',
    'forecasts?',
    'targets?',
    'projections?',
    'estimates?'
  ]),
  nouns('demand', [
    '(?:order )?back ?logs?',
    'orders?',
    'order (?:books?|intake)',
    'bookings',
    'demand',
    'shipments?',
    'deliveries',
    'volumes?',
    'subscribers?',
    'subscriptions?',
    '(?:paying |active |monthly )?users',
    'customers',
    'clients',
    'client numbers',
    'passengers?',
    'traffic',
    'footfall',
    'additions',
    'market share',
    'capacity utili[sz]ation',
    'utili[sz]ation',
    'occupancy',
    'inflows?',
    '(?:average |selling )prices?',
    'pricing'
  ]),
  nouns('neutral', [
    'shares?',
    'stocks?',
    'prices?',
    'ind(?:ex|ices)',
    'bonds?',
    'notes',
    'futures',
    'dollar|yen|euro|pound|currency',
    'rates?',
    'jobs?',
    'headcount',
    'workforce',
    'staff',
    'workers',
    'inflation',
    'unemployment',
    'stakes?',
    'holdings?',
    'exposure',
    'tariffs?',
    'weight(?:ing)?'
  ]),
  nouns('results', [
    '(?:net |free )?cash flows?',
    'earnings',
    'profits?',
    'profitability',
    '(?:net |operating |interest |fee |rental )?income',
    'ebitda?',
    'eps',
    'revenues?',
    'sales',
    'turnover',
    'takings',
    'margins?',
    'results?',
    '(?:top|bottom) line',
    'deposits?',
    'assets under management',
    'premiums?',
    'same store',
    'growth',
    'returns? on (?:equity|capital)'
  ])
]
