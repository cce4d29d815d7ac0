import { expect, test } from 'vitest'
import { safeName } from './names.ts'

test.each([
  ['../../etc/passwd', 'passwd.jpg'],
  ['..\\..\\boot.ini', 'boot.jpg'],
  ['..', 'file.jpg'],
  ['', 'file.jpg'],
  ['.htaccess', 'htaccess.jpg'],
  ['ảnh.php.png', 'ảnh.php.jpg'],
  ['a\u0000b\u001f.jpg', 'ab.jpg'],
  ['gpj\u202eexe.png', 'gpjexe.jpg'],
  ['a"b<c>|d?.jpg', 'a_b_c__d_.jpg'],
  ['o\u0302\u0309.jpg', 'ổ.jpg'],
  ['x'.repeat(500), `${'x'.repeat(120)}.jpg`],
])('%j becomes %j', (given, safe) => {
  expect(safeName(given, 'jpg')).toBe(safe)
})
