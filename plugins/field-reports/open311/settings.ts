import type { JsonSchema } from '@saola/sdk'

/** What a province says of its door. */
export interface Open311Settings {
  open311Contact: string
  open311KeyService: string
  /** Empty: any `jurisdiction_id` is taken. */
  open311Jurisdiction: string
  open311Type: 'production' | 'test'
}

/** Settings of the module that belong to Open311. */
export const open311Settings: Record<keyof Open311Settings, JsonSchema> = {
  open311Contact: {
    type: 'string',
    minLength: 1,
    maxLength: 500,
    default: 'Trung tâm Điều hành thông minh, bộ phận tiếp nhận phản ánh hiện trường',
    'x-title': { vi: 'Open311: liên hệ', en: 'Open311: whom to contact' },
  },
  open311KeyService: {
    type: 'string',
    minLength: 1,
    maxLength: 500,
    default: 'Quản trị viên của trung tâm cấp khóa (api_key) cho ứng dụng gửi phản ánh.',
    'x-title': { vi: 'Open311: xin khóa ở đâu', en: 'Open311: how to get a key' },
  },
  open311Jurisdiction: {
    type: 'string',
    maxLength: 100,
    default: '',
    'x-title': { vi: 'Open311: mã địa hạt (jurisdiction_id)', en: 'Open311: jurisdiction_id' },
    'x-description': {
      vi: 'Ví dụ nghean.gov.vn. Để trống thì nhận mọi mã.',
      en: 'For example nghean.gov.vn. Empty takes any.',
    },
  },
  open311Type: {
    type: 'string',
    enum: ['production', 'test'],
    default: 'production',
    'x-title': { vi: 'Open311: cổng này dùng để', en: 'Open311: this door is for' },
    'x-enum-titles': {
      production: { vi: 'Tiếp nhận thật', en: 'Real reports' },
      test: { vi: 'Thử nghiệm', en: 'Trying out' },
    },
  },
} as Record<keyof Open311Settings, JsonSchema>
