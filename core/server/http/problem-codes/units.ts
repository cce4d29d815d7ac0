import { code, type ProblemCode } from './code.ts'

/** The organisation tree. */
export const units = {
  'unit-cycle': code(
    422,
    'Đơn vị nằm trên chính nó',
    'A unit stands above itself',
    'Sửa đơn vị cấp trên nêu trong effects.',
    'Mend the unit above that effects names.',
  ),
  'unit-missing': code(
    404,
    'Không có đơn vị này',
    'There is no such unit',
    'Tìm mã đơn vị ở /api/units.',
    'Look for the id at /api/units.',
  ),
  'unit-taken': code(
    422,
    'Mã đơn vị đã có ở nơi khác',
    'Another module brings this unit',
    'Bỏ đơn vị ở một trong hai nơi nêu trong effects.',
    'Take the unit out of one of the two places that effects names.',
  ),
} satisfies Record<string, ProblemCode>
