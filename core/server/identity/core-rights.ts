import { defineFeature, type Feature } from '@saola/kernel'

/** The rights that core itself asks for. Administrators have them; a role gets one by naming it in its grants. */
export function coreRightsFeature(): Feature {
  return defineFeature({
    id: 'core',
    name: { vi: 'Hệ thống', en: 'Core' },
    permissions: {
      modules: { label: { vi: 'Quản lý phân hệ', en: 'Manage modules' } },
      configuration: { label: { vi: 'Thay đổi cấu hình', en: 'Change the configuration' } },
      people: { label: { vi: 'Quản lý tài khoản và mã truy cập', en: 'Manage accounts and tokens' } },
    },
  })
}
