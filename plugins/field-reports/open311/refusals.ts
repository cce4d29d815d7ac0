import type { RefusalForm } from '@saola/sdk'

/**
 * The specification knows 403 for keys, 404 for what is not there and 400 for everything else. A capability that the
 * centre took from the module is no fault of a key.
 */
const statuses = {
  401: 403,
  405: 400,
  406: 400,
  409: 400,
  413: 400,
  415: 400,
  422: 400,
  'module-off': 400,
  'capability-denied': 500,
}

const details: RefusalForm['details'] = {
  'sign-in-required': {
    vi: 'Thiếu api_key: chỉ nhận phản ánh kèm khóa của ứng dụng',
    en: 'api_key is missing: reports are taken only with the key of an application',
  },
  'token-invalid': { vi: 'api_key không đúng', en: 'api_key is not valid' },
  'token-expired': { vi: 'api_key đã hết hạn', en: 'api_key has expired' },
  'token-revoked': { vi: 'api_key đã bị thu hồi', en: 'api_key was revoked' },
  forbidden: { vi: 'api_key này không được gửi phản ánh', en: 'This api_key may not send reports' },
  'not-found': {
    vi: 'Không có gì ở địa chỉ này; địa chỉ kết thúc bằng .json hoặc .xml',
    en: 'There is nothing at this address; addresses end in .json or .xml',
  },
  'media-type-unsupported': {
    vi: 'Phản ánh phải gửi dạng application/x-www-form-urlencoded; XML không được đọc',
    en: 'A report must be sent as application/x-www-form-urlencoded; XML is never read',
  },
  'module-off': {
    vi: 'Dịch vụ phản ánh đang tắt, xin báo cho trung tâm',
    en: 'The service of reports is switched off: please notify the centre',
  },
}

/** What the platform refuses below the mount, in the form of GeoReport v2. */
export const geoRefusals: RefusalForm[] = [
  {
    suffix: '.json',
    contentType: 'application/json; charset=utf-8',
    body: '[{"code":{status},"description":"{detail}"}]',
    escape: 'json',
    statuses,
    details,
  },
  {
    contentType: 'text/xml; charset=utf-8',
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<errors><error><code>{status}</code><description>{detail}</description></error></errors>\n',
    escape: 'xml',
    statuses,
    details,
  },
]
