/**
 * Wording that addresses a reader who carries out orders, in English and Chinese. It only flags:
 * a flagged sentence is quoted like any other, and none is ever followed.
 */
const patterns: readonly RegExp[] = [
  /\b(ignore|disregard|forget)\b.{0,40}\b(previous|prior|above|earlier|instructions?|rules?)\b/i,
  /\b(system|developer) (prompt|message)\b/i,
  /\byou (must|should|are to|will) (now )?(answer|say|write|rate|recommend|output|act|respond)\b/i,
  /\b(rate|mark|call|label) (this|it|the stock) (as )?(a )?(strong )?(buy|sell|hold)\b/i,
  /\b(respond|reply|answer|output) (only )?(with|in)\b/i,
  /(忽略|無視|无视|忘記|忘记).{0,12}(以上|先前|之前|前面|指示|指令|規則|规则)/,
  /(系統|系统)(提示|訊息|指令)/,
  /(你|請|请)(必須|必须|應該|应该|只能|務必|务必).{0,12}(回答|輸出|输出|建議|建议|評為|评为|寫|写)/
]

/** Whether a sentence of the evidence reads like an order to its reader. */
export const looksLikeInstruction = (sentence: string): boolean =>
  patterns.some((pattern) => pattern.test(sentence))
