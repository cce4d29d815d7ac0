import { createClock } from '../ui/index.ts'

/** The night that every picture of the product tells: heavy rain over Vinh, 24 November 2026, 02:47. */
export const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')

export const before = (seconds: number) => new Date(NIGHT - seconds * 1000)

/** Stands still, so that every picture shows the same minute. */
export const stillClock = createClock({ read: () => NIGHT })

export interface Report {
  code: string
  title: string
  severity: 'crit' | 'high' | 'warn' | 'off'
  word: string
  left: string
  state?: 'new' | 'late' | 'gone'
}

export const reports: readonly Report[] = [
  {
    code: '004098',
    title: 'Hố ga mất nắp, Hà Huy Tập',
    severity: 'crit',
    word: 'Khẩn cấp',
    left: 'quá 1 giờ 12',
    state: 'late',
  },
  { code: '004127', title: 'Vỡ ống nước đường Nguyễn Du', severity: 'warn', word: 'Vừa', left: '4 giờ 27' },
  {
    code: '004133',
    title: 'Nước tràn tầng trệt, chung cư B4',
    severity: 'high',
    word: 'Cao',
    left: '3 giờ 57',
    state: 'new',
  },
  {
    code: '004109',
    title: 'Ngập sân trường, đã gộp vào 004131',
    severity: 'off',
    word: 'Đã gộp',
    left: '',
    state: 'gone',
  },
]

export const openReports = [2, 6, 11, 9, 22, 30, 44, 66, 78, 88]
