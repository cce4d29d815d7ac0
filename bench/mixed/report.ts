const label = { vi: 'x' }

export const MODEL_DOCUMENT = '/api/config/models/bench.report'
export const REPORTS = '/api/records/bench.report'
export const TABLE = 'bench__report'

/** A report with a picture and steps, and as many extra fields as asked. */
export function report(extra: number): object {
  const more = Array.from({ length: extra }, (_, at) => [`x_${at + 1}`, { type: 'text', label }])
  return {
    label,
    fields: {
      text: { type: 'text', label, required: true },
      photos: { type: 'image', label },
      status: {
        type: 'status',
        label,
        initial: 'received',
        states: { received: { label }, assigned: { label }, done: { label, final: true } },
        transitions: {
          assign: { label, from: ['received'], to: 'assigned' },
          finish: { label, from: ['assigned'], to: 'done' },
        },
      },
      ...Object.fromEntries(more),
    },
  }
}
