import type { ModelDef } from '@saola/sdk'

const word = (vi: string, en: string) => ({ vi, en })

/** The model that both servers keep: one field of each type. */
export const ITEM = {
  label: word('Mục đo', 'Item'),
  fields: {
    title: { type: 'text', label: word('Tên', 'Title'), required: true, maxLength: 200 },
    status: {
      type: 'select',
      label: word('Trạng thái', 'Status'),
      required: true,
      options: { open: { label: word('Mở', 'Open') }, done: { label: word('Xong', 'Done') } },
    },
    value: { type: 'number', label: word('Giá trị', 'Value') },
    visits: { type: 'integer', label: word('Số lượt', 'Visits') },
    active: { type: 'boolean', label: word('Đang dùng', 'Active') },
    seenAt: { type: 'datetime', label: word('Lần cuối', 'Last seen') },
    place: { type: 'point', label: word('Vị trí', 'Place') },
  },
} satisfies ModelDef

/** Bodies of creates, always the same ones. */
export function itemBodies(count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      title: `Trạm quan trắc số ${at} phường Trường Vinh`,
      status: at % 3 === 0 ? 'done' : 'open',
      value: ((at * 37) % 101) + 0.5,
      visits: (at * 7919) % 10_000,
      active: at % 2 === 0,
      seenAt: new Date(Date.UTC(2026, 0, 1) + at * 61_000).toISOString(),
      place: { type: 'Point', coordinates: [105.6 + (at % 97) / 1000, 18.6 + (at % 89) / 1000] },
    }),
  )
}
