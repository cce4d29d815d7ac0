import type { Unit } from './unit.ts'

const PROVINCE = '40'

/** Departments and companies a centre hands work to. Example data: names are plausible, tasks and codes are ours. */
export function departments(wards: readonly Unit[]): Unit[] {
  return [...provincial.map(([id, name]) => department(id, name, PROVINCE)), ...wards.flatMap(ofWard)]
}

const provincial = [
  ['van-phong-ubnd', 'Văn phòng Ủy ban nhân dân tỉnh'],
  ['trung-tam-dieu-hanh', 'Trung tâm Điều hành thông minh'],
  ['so-xay-dung', 'Sở Xây dựng'],
  ['so-khoa-hoc-cong-nghe', 'Sở Khoa học và Công nghệ'],
  ['so-nong-nghiep-moi-truong', 'Sở Nông nghiệp và Môi trường'],
  ['so-cong-thuong', 'Sở Công Thương'],
  ['so-y-te', 'Sở Y tế'],
  ['so-giao-duc', 'Sở Giáo dục và Đào tạo'],
  ['so-van-hoa-du-lich', 'Sở Văn hóa, Thể thao và Du lịch'],
  ['so-noi-vu', 'Sở Nội vụ'],
  ['so-tai-chinh', 'Sở Tài chính'],
  ['so-tu-phap', 'Sở Tư pháp'],
  ['thanh-tra-tinh', 'Thanh tra tỉnh'],
  ['cong-an-tinh', 'Công an tỉnh'],
  ['canh-sat-giao-thong', 'Phòng Cảnh sát giao thông, Công an tỉnh'],
  ['phong-thu-dan-su', 'Ban Chỉ huy Phòng thủ dân sự tỉnh'],
  ['hanh-chinh-cong', 'Trung tâm Phục vụ hành chính công tỉnh'],
  ['dien-luc', 'Điện lực Vinh'],
  ['cap-nuoc', 'Công ty Cấp nước Nghệ An'],
  ['thoat-nuoc', 'Xí nghiệp Thoát nước đô thị Vinh'],
  ['chieu-sang', 'Đội Chiếu sáng công cộng Vinh'],
  ['cay-xanh', 'Công ty Công viên cây xanh Vinh'],
  ['moi-truong-do-thi', 'Công ty Môi trường đô thị Nghệ An'],
  ['quan-ly-duong-bo', 'Đơn vị Quản lý đường bộ Nghệ An'],
] as const

/** What each of the wards of the demonstration has of its own. */
function ofWard(ward: Unit): Unit[] {
  const name = ward.name.replace(/^Phường/, 'phường')
  return [
    department(`ha-tang-${ward.code}`, `Phòng Kinh tế, Hạ tầng và Đô thị ${name}`, ward.id),
    department(`cong-an-${ward.code}`, `Công an ${name}`, ward.id),
    department(`mot-cua-${ward.code}`, `Trung tâm Phục vụ hành chính công ${name}`, ward.id),
  ]
}

function department(id: string, name: string, parent: string): Unit {
  return { id, code: id, name, kind: 'department', parent, validFrom: '2025-07-01', example: true }
}

/** English names by id; of the wards' own offices by the first part of their ids. */
export const englishNames: Record<string, string> = {
  'van-phong-ubnd': "Office of the Provincial People's Committee",
  'trung-tam-dieu-hanh': 'Intelligent Operations Centre',
  'so-xay-dung': 'Department of Construction',
  'so-khoa-hoc-cong-nghe': 'Department of Science and Technology',
  'so-nong-nghiep-moi-truong': 'Department of Agriculture and Environment',
  'so-cong-thuong': 'Department of Industry and Trade',
  'so-y-te': 'Department of Health',
  'so-giao-duc': 'Department of Education and Training',
  'so-van-hoa-du-lich': 'Department of Culture, Sports and Tourism',
  'so-noi-vu': 'Department of Home Affairs',
  'so-tai-chinh': 'Department of Finance',
  'so-tu-phap': 'Department of Justice',
  'thanh-tra-tinh': 'Provincial Inspectorate',
  'cong-an-tinh': 'Provincial Police',
  'canh-sat-giao-thong': 'Traffic Police Division, Provincial Police',
  'phong-thu-dan-su': 'Provincial Civil Defence Command',
  'hanh-chinh-cong': 'Provincial Public Administration Service Centre',
  'dien-luc': 'Vinh Power Company',
  'cap-nuoc': 'Nghệ An Water Supply Company',
  'thoat-nuoc': 'Vinh Urban Drainage Enterprise',
  'chieu-sang': 'Vinh Public Lighting Team',
  'cay-xanh': 'Vinh Parks and Trees Company',
  'moi-truong-do-thi': 'Nghệ An Urban Environment Company',
  'quan-ly-duong-bo': 'Nghệ An Road Management Unit',
  'ha-tang': 'Economy, Infrastructure and Urban Division',
  'cong-an': 'Police',
  'mot-cua': 'Public Administration Service Centre',
}
