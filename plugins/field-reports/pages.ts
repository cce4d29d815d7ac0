import type { Page } from '@saola/sdk'

export const pages: Record<string, Page> = {
  inbox: {
    label: { vi: 'Phản ánh', en: 'Reports' },
    icon: 'inbox',
    face: 'operate',
    path: '/inbox',
    order: 20,
    permission: 'field-reports.view',
    use: 'core.list',
    options: {
      model: 'field-reports.report',
      sort: '-requestedAt',
      columns: ['code', 'category', 'status', 'address', 'dueAt'],
    },
  },
}
