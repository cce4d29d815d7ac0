import { field } from '@saola/sdk'
import { states } from './states.ts'

/** Where a report stands, and who may move it where. Administrators may take every step. */
export const status = field.status(
  { vi: 'Trạng thái', en: 'Status' },
  {
    initial: 'received',
    order: 3,
    since: 'statusAt',
    states,
    transitions: {
      verify: {
        label: { vi: 'Xác minh', en: 'Verify' },
        from: ['received', 'need-information'],
        to: 'verified',
        roles: ['operator'],
        order: 1,
      },
      assign: {
        label: { vi: 'Giao việc', en: 'Assign' },
        from: ['verified', 'returned', 'need-information', 'reopened'],
        to: 'assigned',
        roles: ['operator'],
        needs: ['unit'],
        fills: { unit: 'suggestedUnit' },
        order: 2,
      },
      accept: {
        label: { vi: 'Nhận việc', en: 'Accept' },
        from: ['assigned', 'need-information'],
        to: 'accepted',
        order: 3,
      },
      begin: {
        label: { vi: 'Bắt đầu xử lý', en: 'Begin' },
        from: ['accepted', 'need-information', 'reopened'],
        to: 'in-progress',
        order: 4,
      },
      resolve: {
        label: { vi: 'Báo đã xử lý', en: 'Resolve' },
        from: ['in-progress'],
        to: 'resolved',
        order: 5,
      },
      close: {
        label: { vi: 'Đóng', en: 'Close' },
        from: ['resolved'],
        to: 'closed',
        roles: ['operator'],
        order: 6,
      },
      ask: {
        label: { vi: 'Hỏi thêm thông tin', en: 'Ask for information' },
        from: ['received', 'verified', 'assigned', 'accepted', 'in-progress'],
        to: 'need-information',
        order: 7,
      },
      receive: {
        label: { vi: 'Đưa về tiếp nhận', en: 'Back to received' },
        from: ['need-information'],
        to: 'received',
        roles: ['operator'],
        order: 8,
      },
      giveBack: {
        label: { vi: 'Trả lại', en: 'Return' },
        from: ['assigned', 'accepted', 'in-progress'],
        to: 'returned',
        needs: ['reason'],
        order: 9,
      },
      merge: {
        label: { vi: 'Gộp vào phản ánh khác', en: 'Merge into another' },
        from: ['received', 'verified', 'assigned'],
        to: 'merged',
        roles: ['operator'],
        needs: ['mergedInto'],
        order: 10,
      },
      refer: {
        label: { vi: 'Chuyển nơi có thẩm quyền', en: 'Refer out' },
        from: ['received', 'verified', 'assigned', 'accepted', 'in-progress', 'returned', 'reopened'],
        to: 'referred',
        roles: ['operator'],
        undo: false,
        order: 11,
      },
      reject: {
        label: { vi: 'Không tiếp nhận', en: 'Reject' },
        from: ['received', 'verified', 'need-information', 'returned', 'reopened'],
        to: 'rejected',
        roles: ['operator'],
        needs: ['reason'],
        order: 12,
      },
      markSpam: {
        label: { vi: 'Đánh dấu tin rác', en: 'Mark as spam' },
        from: ['received'],
        to: 'spam',
        roles: ['operator'],
        order: 13,
      },
      withdraw: {
        label: { vi: 'Rút lại', en: 'Withdraw' },
        from: ['received', 'verified', 'assigned', 'accepted', 'need-information'],
        to: 'withdrawn',
        roles: ['operator'],
        order: 14,
      },
      reopen: {
        label: { vi: 'Mở lại', en: 'Reopen' },
        from: ['resolved', 'closed', 'rejected'],
        to: 'reopened',
        roles: ['operator'],
        order: 15,
      },
    },
  },
)

export { openStates, type Status } from './states.ts'
