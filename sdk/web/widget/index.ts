export {
  definePage,
  defineWidget,
  type PageModule,
  type PageProps,
  type WidgetModule,
  type WidgetProps,
} from './define.ts'
