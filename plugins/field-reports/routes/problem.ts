import type { RouteReply, Text } from '@saola/sdk'

/** Why this module refuses a request of the public; titles say what to do as well. */
const PROBLEMS = {
  'report-missing': {
    status: 404,
    title: {
      vi: 'Không có phản ánh công khai với mã này. Xem lại mã, ví dụ PA-2026-000123.',
      en: 'There is no public report with this code. Check it, for example PA-2026-000123.',
    },
  },
  'report-closed': {
    status: 409,
    title: {
      vi: 'Phản ánh này đã xong. Nếu vẫn còn, hãy gửi phản ánh mới.',
      en: 'This report is done. If it is still there, send a new one.',
    },
  },
  'key-missing': {
    status: 400,
    title: {
      vi: 'Cần có Idempotency-Key để mỗi máy chỉ được tính một lần.',
      en: 'An Idempotency-Key is needed, so that each device counts once.',
    },
  },
  'place-missing': {
    status: 422,
    field: 'location',
    title: {
      vi: 'Chưa có nơi xảy ra: đặt ghim trên bản đồ hoặc ghi địa chỉ.',
      en: 'The place is missing: put the pin on the map or give an address.',
    },
  },
  'place-outside': {
    status: 422,
    field: 'location',
    title: { vi: 'Vị trí nằm ngoài tỉnh Nghệ An.', en: 'The position lies outside Nghệ An.' },
  },
  'category-missing': {
    status: 422,
    field: 'category',
    title: {
      vi: 'Không có loại phản ánh này. Hãy chọn lại.',
      en: 'There is no such category. Choose another one.',
    },
  },
  'answer-invalid': {
    status: 422,
    field: 'answers',
    title: { vi: 'Một câu trả lời không đúng dạng.', en: 'An answer does not have its form.' },
  },
  'description-missing': {
    status: 422,
    field: 'description',
    title: { vi: 'Hãy kể ngắn gọn chuyện gì xảy ra.', en: 'Say in a few words what is happening.' },
  },
} as const satisfies Record<string, { status: number; field?: string; title: Text }>

/** A refusal as a problem document (RFC 9457). */
export function problem(code: keyof typeof PROBLEMS, lang: 'vi' | 'en', title?: Text): RouteReply {
  const { status, title: usual, ...more } = PROBLEMS[code]
  const text: Text = title ?? usual
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      status,
      code,
      title: text[lang] ?? text.vi,
      culprit: 'field-reports',
      ...more,
    },
  }
}
