/** States of a report; free of imports, so that the portal's pages can carry it. */
export const states = {
  received: { label: { vi: 'Đã tiếp nhận', en: 'Received' }, tone: 'warn', order: 1 },
  verified: { label: { vi: 'Đã xác minh', en: 'Verified' }, tone: 'warn', order: 2 },
  assigned: { label: { vi: 'Đã giao việc', en: 'Assigned' }, tone: 'warn', order: 3 },
  accepted: { label: { vi: 'Đơn vị đã nhận', en: 'Accepted' }, tone: 'warn', order: 4 },
  'in-progress': { label: { vi: 'Đang xử lý', en: 'In progress' }, tone: 'warn', order: 5 },
  resolved: { label: { vi: 'Đã xử lý', en: 'Resolved' }, tone: 'ok', final: true, order: 6 },
  closed: { label: { vi: 'Đã đóng', en: 'Closed' }, tone: 'off', final: true, order: 7 },
  'need-information': {
    label: { vi: 'Cần thêm thông tin', en: 'Needs information' },
    tone: 'hold',
    pauses: true,
    order: 8,
  },
  returned: { label: { vi: 'Đơn vị trả lại', en: 'Returned' }, tone: 'high', order: 9 },
  merged: { label: { vi: 'Đã gộp', en: 'Merged' }, tone: 'off', final: true, order: 10 },
  referred: {
    label: { vi: 'Đã chuyển nơi khác', en: 'Referred out' },
    tone: 'off',
    final: true,
    order: 11,
  },
  rejected: { label: { vi: 'Không tiếp nhận', en: 'Rejected' }, tone: 'off', final: true, order: 12 },
  spam: { label: { vi: 'Tin rác', en: 'Spam' }, tone: 'off', final: true, order: 13 },
  withdrawn: { label: { vi: 'Người gửi rút lại', en: 'Withdrawn' }, tone: 'off', final: true, order: 14 },
  reopened: { label: { vi: 'Mở lại', en: 'Reopened' }, tone: 'high', order: 15 },
} as const

export type Status = keyof typeof states

/** States in which the clock of a report stands still. */
export const pausingStates = (Object.keys(states) as Status[]).filter((name) => 'pauses' in states[name])

/** States in which somebody still has work with a report. */
export const openStates = (Object.keys(states) as Status[]).filter((name) => !('final' in states[name]))
