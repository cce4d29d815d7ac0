export { listParams, recordsPath } from './address.ts'
export { type LiveCount, useCount } from './count.ts'
export { type LiveCounts, useCounts } from './counts.ts'
export { type LiveComments, type LiveRevisions, useComments, useRevisions } from './history.ts'
export {
  type Host,
  HostContext,
  type HostReply,
  type HostRequest,
  type LiveStream,
  type StreamListener,
  type StreamStatus,
  useHost,
} from './host.ts'
export type { LiveState, Maybe } from './live.ts'
export { changeList, type ListChange, type ListRule, listRule } from './live-list.ts'
export {
  type CurrentActor,
  ModuleContext,
  useActor,
  useFullId,
  useLang,
  useModule,
  useT,
  useText,
} from './module.ts'
export { type FieldProblem, ProblemError, toProblem } from './problem.ts'
export { type LiveRecord, useRecord } from './record.ts'
export { type LiveRecords, useRecords } from './records.ts'
export { type RouteResult, useCall, useRoute } from './route.ts'
export type {
  RecordEvent,
  UiDashboard,
  UiDocument,
  UiMapLayer,
  UiModel,
  UiModule,
  UiPage,
  UiRef,
  UiUser,
  UiWidget,
} from './ui-document.ts'
export { type LiveUnits, useUnitName, useUnits } from './units.ts'
export { useWriter, type Writer } from './writer.ts'
