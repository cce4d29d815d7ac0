import { code, type ProblemCode } from './code.ts'

/** Who asks, and whether they may. */
export const identity = {
  'sign-in-required': code(
    401,
    'Cần đăng nhập',
    'Sign-in required',
    'Đăng nhập, hoặc gửi mã truy cập trong tiêu đề Authorization.',
    'Sign in, or send a token in the Authorization header.',
  ),
  'sign-in-failed': code(
    401,
    'Đăng nhập không thành công',
    'Sign-in failed',
    'Kiểm tra lại thư điện tử và mật khẩu.',
    'Check the e-mail address and the password.',
  ),
  forbidden: code(
    403,
    'Không có quyền',
    'Not permitted',
    'Xin quản trị viên cấp quyền nêu trong permission.',
    'Ask an administrator for the permission named.',
  ),
  'csrf-refused': code(
    403,
    'Yêu cầu từ trang khác',
    'Request from another site',
    'Gửi yêu cầu từ chính trang của trung tâm, hoặc dùng mã truy cập.',
    'Send it from the pages of the centre, or use a token.',
  ),
  'token-invalid': code(
    401,
    'Mã truy cập không đúng',
    'The token is not valid',
    'Kiểm tra lại mã, hoặc tạo mã mới.',
    'Check the token, or make a new one.',
  ),
  'token-expired': code(
    401,
    'Mã truy cập đã hết hạn',
    'The token has expired',
    'Tạo mã mới.',
    'Make a new token.',
  ),
  'token-revoked': code(
    401,
    'Mã truy cập đã bị thu hồi',
    'The token was revoked',
    'Xin quản trị viên mã mới.',
    'Ask an administrator for a new token.',
  ),
  'rights-invalid': code(
    422,
    'Quyền của vai trò không đúng',
    'The rights of a role do not fit',
    'Xem effects.',
    'See effects.',
  ),
  'role-unknown': code(
    422,
    'Không có vai trò này',
    'There is no such role',
    'Dùng một vai trò có trong hệ thống.',
    'Use a role that exists.',
  ),
} as const satisfies Record<string, ProblemCode>
