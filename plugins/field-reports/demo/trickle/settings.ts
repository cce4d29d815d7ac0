import type { JsonSchema } from '@saola/sdk'
import type { TrickleSettings } from './trickle.ts'

/** Setting of the module that belongs to the demonstration; without demo data it does nothing. */
export const trickleSettings: Record<keyof TrickleSettings, JsonSchema> = {
  demoTrickle: {
    type: 'boolean',
    default: true,
    'x-title': { vi: 'Phản ánh minh họa mới mỗi hai phút', en: 'A demonstration report every two minutes' },
    'x-description': {
      vi: 'Chỉ khi trung tâm chạy với dữ liệu minh họa. Nội dung có ghi “[Minh họa]”; nhiều nhất 40 phản ánh.',
      en: 'Only where the centre runs with demo data. Texts begin with “[Minh họa]”; at most 40 reports.',
    },
  } as JsonSchema,
}
