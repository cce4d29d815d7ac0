import { questionsOf } from '../models/question.ts'
import { masked } from '../public/masking.ts'
import type { Attribute, Service, ServiceDefinition, ServiceRequest } from './geo-report.ts'
import type { CategoryRecord, ReportRecord } from './records.ts'
import { openOrClosed, statusNotes } from './status.ts'

const HOUR = 3_600_000

const DATATYPES: Record<string, string> = {
  string: 'Một dòng chữ',
  text: 'Đoạn văn',
  number: 'Một số, dấu chấm thập phân',
  datetime: 'Ngày giờ, ví dụ 2026-11-24T02:47:00+07:00',
  singlevaluelist: 'Chọn một',
  multivaluelist: 'Chọn một hoặc nhiều',
}

/** An instant as W3C date and time in the time of Vietnam, to the second. */
export function w3c(instant: string): string {
  return `${new Date(Date.parse(instant) + 7 * HOUR).toISOString().slice(0, 19)}+07:00`
}

export function toService(category: CategoryRecord): Service {
  return {
    service_code: category.code,
    service_name: category.name,
    description: category.description ?? '',
    metadata: questionsOf(category).length > 0,
    type: 'realtime',
    keywords: category.keywords ?? '',
    group: category.group ?? '',
  }
}

export function toDefinition(category: CategoryRecord): ServiceDefinition {
  return {
    service_code: category.code,
    attributes: questionsOf(category).map(
      ({ code, label, datatype, variable = true, required = false, hint, values }, index): Attribute => ({
        variable,
        code,
        datatype,
        required: variable && required,
        datatype_description: variable ? (hint?.vi ?? DATATYPES[datatype] ?? '') : '',
        order: index + 1,
        description: label.vi,
        ...(values ? { values: values.map((value) => ({ key: value.key, name: value.label.vi })) } : {}),
      }),
    ),
  }
}

/**
 * A report as the public may see it: nothing of its reporter, no identity or telephone numbers, and of a sensitive
 * category a position of about a kilometre, no address and no picture.
 *
 * @param agency name of the unit
 */
export function toServiceRequest(
  report: ReportRecord,
  category: CategoryRecord,
  { origin, agency }: { origin: string; agency: string | null },
): ServiceRequest {
  const sensitive = category.sensitive === true
  const [long, lat] = report.location?.coordinates ?? [null, null]
  const position = (degrees: number | null) =>
    degrees === null ? null : sensitive ? Math.round(degrees * 100) / 100 : degrees
  const photo = report.photos?.[0]
  const status = openOrClosed(report.status)
  return {
    service_request_id: report.code,
    status,
    status_notes: statusNotes(report.status),
    service_name: category.name,
    service_code: category.code,
    description: masked(report.description),
    agency_responsible: agency,
    service_notice: null,
    requested_datetime: w3c(report.requestedAt),
    // Of a closed one the specification wants the date of closing, whatever was noted after it.
    updated_datetime: w3c(status === 'closed' ? (report.statusAt ?? report.updatedAt) : report.updatedAt),
    expected_datetime: report.dueAt ? w3c(report.dueAt) : null,
    address: sensitive || !report.address ? null : masked(report.address),
    address_id: null,
    zipcode: null,
    lat: position(lat),
    long: position(long),
    media_url: photo && !sensitive ? `${origin}/api/files/${photo.id}` : null,
  }
}
