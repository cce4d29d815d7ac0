import { code, type ProblemCode } from './code.ts'

/** Files and public forms. */
export const files = {
  'file-too-large': code(
    413,
    'Tệp quá lớn',
    'The file is too large',
    'Gửi tệp nhỏ hơn, hoặc giảm kích thước ảnh.',
    'Send a smaller file, or a smaller picture.',
  ),
  'file-type-unsupported': code(
    415,
    'Không nhận loại tệp này',
    'This type of file is not taken',
    'Gửi ảnh JPEG, PNG, WebP, hoặc tệp PDF, DOCX, XLSX.',
    'Send a JPEG, PNG or WebP picture, or a PDF, DOCX or XLSX file.',
  ),
  'image-unsupported': code(
    415,
    'Không đọc được loại ảnh này',
    'This type of picture cannot be read',
    'Gửi ảnh JPEG. Trên iPhone: Cài đặt, Camera, Định dạng, Tương thích nhất.',
    'Send a JPEG picture. On an iPhone: Settings, Camera, Formats, Most Compatible.',
  ),
  'image-broken': code(
    422,
    'Ảnh bị hỏng hoặc thiếu',
    'The picture is damaged or incomplete',
    'Chụp hoặc gửi lại ảnh.',
    'Take or send the picture again.',
  ),
  'image-too-large': code(
    413,
    'Ảnh có quá nhiều điểm ảnh',
    'The picture has too many pixels',
    'Giảm kích thước ảnh xuống dưới số điểm ảnh nêu trong limit.',
    'Make the picture smaller than the pixels named in limit.',
  ),
  'file-missing': code(
    404,
    'Không có tệp này',
    'There is no such file',
    'Kiểm tra lại đường dẫn, hoặc đăng nhập để xem.',
    'Check the address, or sign in to see it.',
  ),
  'file-unusable': code(
    422,
    'Không dùng được tệp này',
    'The file cannot be used here',
    'Tải tệp lên lại.',
    'Upload the file again.',
  ),
  'form-token-invalid': code(
    422,
    'Biểu mẫu đã mở quá lâu',
    'The form was open too long',
    'Mở lại biểu mẫu rồi gửi.',
    'Open the form again and send it.',
  ),
  'form-too-fast': code(
    429,
    'Biểu mẫu được gửi quá nhanh',
    'The form was sent too fast',
    'Đợi vài giây rồi gửi lại.',
    'Wait a few seconds and send it again.',
  ),
  'form-refused': code(
    422,
    'Biểu mẫu bị từ chối',
    'The form was refused',
    'Để trống các ô ẩn.',
    'Leave hidden fields empty.',
  ),
  'idempotency-key-invalid': code(
    400,
    'Idempotency-Key không đúng',
    'The Idempotency-Key does not fit',
    'Dùng 8 đến 200 ký tự in được, ví dụ một UUID.',
    'Use 8 to 200 printable characters, for example a UUID.',
  ),
  'idempotency-mismatch': code(
    422,
    'Idempotency-Key đã dùng cho nội dung khác',
    'The Idempotency-Key was used for another body',
    'Dùng khóa mới cho nội dung mới.',
    'Use a new key for a new body.',
  ),
} as const satisfies Record<string, ProblemCode>
