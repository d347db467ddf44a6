import { ColorType, CrosshairMode } from 'lightweight-charts'

/** What the drawing takes from the page: colours, words and figures in the reader's language. */
export interface ChartLook {
  locale: string
  price: (value: number) => string
  percent: (ratio: number) => string
  /** The word for a kind of level. */
  level: (kind: string) => string
  /** A colour token's value, such as that of `--rise`. */
  colour: (token: string) => string
}

/** The part of the price scale that is left to the prices; volume stands below. */
const priceMargins = { top: 0.06, bottom: 0.24 }

/** `share` 0–1 of a colour given as #rrggbb. */
export const translucent = (colour: string, share: number): string =>
  `${colour}${Math.round(share * 255)
    .toString(16)
    .padStart(2, '0')}`

export const fontFamily = (): string => getComputedStyle(document.body).fontFamily

/** The frame of the chart: axes, grid, crosshair. */
export const chartOptions = ({ colour, locale }: ChartLook) =>
  ({
    autoSize: true,
    layout: {
      attributionLogo: false,
      background: { type: ColorType.Solid, color: 'transparent' },
      fontFamily: fontFamily(),
      fontSize: 11,
      textColor: colour('--text-soft'),
      panes: {
        separatorColor: colour('--line'),
        separatorHoverColor: colour('--bg-hover'),
        enableResize: false
      }
    },
    grid: {
      vertLines: { color: colour('--line-faint') },
      horzLines: { color: colour('--line-faint') }
    },
    crosshair: {
      mode: CrosshairMode.Magnet,
      vertLine: { color: colour('--line-control'), labelBackgroundColor: colour('--line-control') },
      horzLine: { color: colour('--line-control'), labelBackgroundColor: colour('--line-control') }
    },
    rightPriceScale: { borderVisible: false, scaleMargins: priceMargins },
    timeScale: { borderVisible: false, minBarSpacing: 0.02 },
    localization: { locale }
  }) as const
