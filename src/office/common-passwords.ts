/**
 * Owns the words that a password must not be made of, with or without digits behind: those that lead every published list, the Vietnamese
 * ones people really use, keyboard rows, and our own names. Lower case, no diacritics, no spaces.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passw0rd passwordpassword password1234 mypassword letmein letmeinplease iloveyou iloveyouforever administrator adminadmin admin changeme
   changemenow welcome welcomewelcome welcomehome sunshine princess football superman qwerty qwertyuiop qwertyuiopasdf qwertyqwerty asdfghjkl asdfghjklzxcvbnm
   zxcvbnm qazwsxedc qazwsxedcrfv 1qaz2wsx3edc 1q2w3e4r5t6y abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz abc123456789 a1b2c3d4e5f6
   123456789012 1234567890 1234567890123 12345678901234 123123123123 112233445566 987654321098 000000000000 111111111111 monkeymonkey dragondragon
   matkhau matkhaumatkhau matkhaucuatoi matkhaumoi matkhauchung matkhaubimat khongcomatkhau emyeuanh anhyeuem anhyeuemnhieu emyeuanhnhieu yeuemmaimai
   yeuanhmaimai toiyeuvietnam yeuvietnam vietnamvodich vietnammuonnam vietnam tuyetvoi hanoi hanoivietnam saigon saigonvietnam hochiminh conyeubome
   giadinhtoi giadinhhanhphuc chucmungnammoi hanhphuc maimaibenem khongbietnua motconvit motconvitxoera nguyenvana quantri quantrivien quantrihethong
   trogiupphaply tuphap sotuphap botuphap congly congbang canbo canbotuphap donghanh donghanhcungdan nhanuocboithuong boithuong boithuongnhanuoc`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
