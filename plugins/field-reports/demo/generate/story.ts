import type { DemoEntry } from '../report.ts'

/** Histories that the story of the night tells word by word. */
export function storyOf(number: number, unit: string): DemoEntry[] | undefined {
  return number === 4127 ? burstPipe(unit) : undefined
}

function burstPipe(unit: string): DemoEntry[] {
  const officer = 'Trần Hữu Nam'
  return [
    { at: -665, status: 'received', by: 'reporter' },
    { at: -658, status: 'verified', by: 'Phạm Minh Tuấn', text: 'Ba người cùng báo, đúng chỗ.' },
    { at: -656, status: 'assigned', by: 'system', text: 'Quy tắc Chia việc theo loại', unit },
    { at: -639, status: 'accepted', by: officer, text: 'Tổ sửa chữa số 3 nhận.' },
    {
      at: -625,
      status: 'need-information',
      by: 'Nguyễn Văn Lâm',
      text: 'Xin thêm ảnh chụp rộng để biết vỡ ở lòng đường hay vỉa hè.',
      public: true,
    },
    { at: -550, status: 'accepted', by: 'reporter', text: 'Người phản ánh gửi thêm 2 ảnh.', public: true },
    { at: -538, status: 'in-progress', by: officer },
    { at: -505, by: officer, text: 'Đã khoá van, chờ ống DN160 về kho sáng mai.', public: true },
  ]
}
