import type { Lang } from './format.ts'

/** The few words that the kit says by itself. Everything else comes in by props. */
export interface KitWords {
  close: string
  cancel: string
  undo: string
  undoFailed: string
  retry: string
  dismiss: string
  more: string
  less: string
  menu: string
  search: string
  loading: string
  skip: string
  required: string
  optional: string
  choose: string
  noneFound: string
  /** A name of the past. */
  formerly: (name: string) => string
  notANumber: string
  notADate: string
  notATime: string
  datePattern: string
  timePattern: string
  timeOf: (name: string) => string
  pickDate: string
  up: string
  never: string
  /** The number is older than it should be. */
  late: (age: string) => string
  /** The source is silent. */
  lost: (age: string) => string
  remove: (name: string) => string
  sortBy: (name: string) => string
  select: string
  selectAll: string
  moduleOff: (module: string) => string
  openModules: string
  failed: string
  unread: (count: number) => string
  stepDone: string
  notifications: string
  tone: Record<'crit' | 'high' | 'warn' | 'ok' | 'hold' | 'off' | 'accent', string>
}

const vi: KitWords = {
  close: 'Đóng',
  cancel: 'Thôi',
  undo: 'Hoàn tác',
  undoFailed: 'Chưa hoàn tác được, hãy thử lại từ bản ghi',
  retry: 'Thử lại',
  dismiss: 'Bỏ thông báo',
  more: 'Thêm',
  less: 'Thu lại',
  menu: 'Danh mục',
  search: 'Tìm',
  loading: 'Đang tải',
  skip: 'Tới nội dung',
  required: 'bắt buộc',
  optional: 'không bắt buộc',
  choose: 'Chọn…',
  noneFound: 'Không tìm thấy',
  formerly: (name) => `trước là ${name}`,
  notANumber: 'Chưa phải là số, ví dụ 1.204,5',
  notADate: 'Chưa phải ngày, ví dụ 24/11/2026',
  notATime: 'Chưa phải giờ, ví dụ 13:57',
  datePattern: 'ngày/tháng/năm',
  timePattern: 'giờ:phút',
  timeOf: (name) => `${name}, giờ`,
  pickDate: 'Chọn trên lịch',
  up: 'Lên một cấp',
  never: 'chưa có số liệu',
  late: (age) => `trễ ${age}`,
  lost: (age) => `mất ${age}`,
  remove: (name) => `Bỏ ${name}`,
  sortBy: (name) => `Xếp theo ${name}`,
  select: 'Chọn dòng',
  selectAll: 'Chọn mọi dòng đang hiện',
  moduleOff: (module) => `Phân hệ ${module} đang tắt, dữ liệu còn nguyên.`,
  openModules: 'Mở phân hệ',
  failed: 'Chưa lấy được số liệu',
  unread: (count) => `${count} chưa xem`,
  stepDone: 'xong',
  notifications: 'Thông báo',
  tone: {
    crit: 'Khẩn cấp',
    high: 'Cao',
    warn: 'Vừa',
    ok: 'Ổn',
    hold: 'Tạm dừng',
    off: 'Thấp',
    accent: 'Đang xử lý',
  },
}

const en: KitWords = {
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  undoFailed: 'Could not undo, try again from the record',
  retry: 'Try again',
  dismiss: 'Dismiss',
  more: 'More',
  less: 'Show less',
  menu: 'Menu',
  search: 'Search',
  loading: 'Loading',
  skip: 'Skip to content',
  required: 'required',
  optional: 'optional',
  choose: 'Choose…',
  noneFound: 'Nothing found',
  formerly: (name) => `formerly ${name}`,
  notANumber: 'Not a number yet, for example 1,204.5',
  notADate: 'Not a date yet, for example 24/11/2026',
  notATime: 'Not a time yet, for example 13:57',
  datePattern: 'day/month/year',
  timePattern: 'hour:minute',
  timeOf: (name) => `${name}, time`,
  pickDate: 'Choose in the calendar',
  up: 'One level up',
  never: 'no data yet',
  late: (age) => `${age} late`,
  lost: (age) => `lost ${age} ago`,
  remove: (name) => `Remove ${name}`,
  sortBy: (name) => `Sort by ${name}`,
  select: 'Select row',
  selectAll: 'Select all rows shown',
  moduleOff: (module) => `The module ${module} is off; its data is kept.`,
  openModules: 'Open modules',
  failed: 'Data could not be loaded',
  unread: (count) => `${count} unread`,
  stepDone: 'done',
  notifications: 'Notifications',
  tone: {
    crit: 'Critical',
    high: 'High',
    warn: 'Medium',
    ok: 'Fine',
    hold: 'Paused',
    off: 'Low',
    accent: 'In progress',
  },
}

export const kitWords: Record<Lang, KitWords> = { vi, en }
