/** 057187001234 → 0571-8700 1234, 13812345678 → 138 1234 5678; what is not a Chinese number stays as it is. */
export function phone(value: string | null | undefined): string {
  if (!value) return '';
  const digits = value.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$|0\d{9,11}$)/, '');
  const mobile = /^(1\d{2})(\d{4})(\d{4})$/.exec(digits);
  if (mobile) return mobile.slice(1).join(' ');
  const service = /^([48]00)(\d{3})(\d{4})$/.exec(digits);
  if (service) return `${service[1]}-${service[2]}-${service[3]}`;
  const line = /^(010|02\d|0[3-9]\d{2})(\d{3,4})(\d{4})$/.exec(digits);
  return line ? `${line[1]}-${line[2]} ${line[3]}` : value;
}

/** Kilobits as people say them: 2 Mbit/s, 1 Gbit/s. */
export function bandwidth(kbps: number | null | undefined): string {
  if (!kbps) return '';
  if (kbps >= 1_000_000) return `${trim(kbps / 1_000_000)} Gbit/s`;
  return kbps >= 1000 ? `${trim(kbps / 1000)} Mbit/s` : `${kbps} kbit/s`;
}

function trim(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '');
}
