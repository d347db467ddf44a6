/** Up to so many words, none of which ends a clause. */
export const few = (most: number): string => String.raw`(?:(?:[\w$.%'&]|,(?=\d))+ ){0,${most}}?`
