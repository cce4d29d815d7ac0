import type { Seed } from '@saola/sdk'

const HOLIDAY = 'Điều 112 Bộ luật Lao động 2019'
const INSTEAD = 'khoản 3 Điều 111 Bộ luật Lao động 2019'
const SWAP_2026 = 'Thông báo lịch nghỉ lễ, tết năm 2026: hoán đổi ngày làm việc'
/** The days of 2027 that a yearly notice still has to name. */
const EXPECTED = `${HOLIDAY}; dự kiến, chờ thông báo lịch nghỉ năm 2027`

type Kind = 'holiday' | 'substitute' | 'swapped' | 'made-up'

const days: [day: string, kind: Kind, name: string, basis: string][] = [
  ['2026-01-01', 'holiday', 'Tết Dương lịch', HOLIDAY],
  ['2026-01-02', 'swapped', 'Nghỉ Tết Dương lịch', SWAP_2026],
  ['2026-01-10', 'made-up', 'Làm bù cho ngày 02/01', SWAP_2026],
  ['2026-02-16', 'holiday', 'Tết Nguyên đán Bính Ngọ', HOLIDAY],
  ['2026-02-17', 'holiday', 'Tết Nguyên đán Bính Ngọ', HOLIDAY],
  ['2026-02-18', 'holiday', 'Tết Nguyên đán Bính Ngọ', HOLIDAY],
  ['2026-02-19', 'holiday', 'Tết Nguyên đán Bính Ngọ', HOLIDAY],
  ['2026-02-20', 'holiday', 'Tết Nguyên đán Bính Ngọ', HOLIDAY],
  ['2026-04-26', 'holiday', 'Giỗ Tổ Hùng Vương', HOLIDAY],
  ['2026-04-27', 'substitute', 'Nghỉ bù Giỗ Tổ Hùng Vương', INSTEAD],
  ['2026-04-30', 'holiday', 'Ngày Chiến thắng', HOLIDAY],
  ['2026-05-01', 'holiday', 'Ngày Quốc tế lao động', HOLIDAY],
  ['2026-08-22', 'made-up', 'Làm bù cho ngày 31/08', SWAP_2026],
  ['2026-08-31', 'swapped', 'Nghỉ Quốc khánh', SWAP_2026],
  ['2026-09-01', 'holiday', 'Quốc khánh', HOLIDAY],
  ['2026-09-02', 'holiday', 'Quốc khánh', HOLIDAY],
  ['2027-01-01', 'holiday', 'Tết Dương lịch', HOLIDAY],
  ['2027-02-05', 'holiday', 'Tết Nguyên đán Đinh Mùi', EXPECTED],
  ['2027-02-06', 'holiday', 'Tết Nguyên đán Đinh Mùi', EXPECTED],
  ['2027-02-07', 'holiday', 'Tết Nguyên đán Đinh Mùi', EXPECTED],
  ['2027-02-08', 'holiday', 'Tết Nguyên đán Đinh Mùi', EXPECTED],
  ['2027-02-09', 'holiday', 'Tết Nguyên đán Đinh Mùi', EXPECTED],
  ['2027-02-10', 'substitute', 'Nghỉ bù Tết Nguyên đán', `${INSTEAD}; dự kiến`],
  ['2027-02-11', 'substitute', 'Nghỉ bù Tết Nguyên đán', `${INSTEAD}; dự kiến`],
  ['2027-04-16', 'holiday', 'Giỗ Tổ Hùng Vương', HOLIDAY],
  ['2027-04-30', 'holiday', 'Ngày Chiến thắng', HOLIDAY],
  ['2027-05-01', 'holiday', 'Ngày Quốc tế lao động', HOLIDAY],
  ['2027-05-03', 'substitute', 'Nghỉ bù ngày Quốc tế lao động', INSTEAD],
  ['2027-09-02', 'holiday', 'Quốc khánh', HOLIDAY],
  ['2027-09-03', 'holiday', 'Quốc khánh', EXPECTED],
]

/** The public holidays to begin with; the centre follows the notices of each year. */
export const requiredCalendar: Seed = {
  kind: 'required',
  records: {
    calendarDay: {
      key: 'day',
      values: days.map(([day, kind, name, basis]) => ({ day, kind, name, basis })),
    },
  },
}
