const HOSTS = 'hosts:';

export const roomOf = (channel: string): string => `channel:${channel}`;
export const hostsRoomOf = (channel: string): string => `${HOSTS}${channel}`;
export const isHostsRoom = (room: string): boolean => room.startsWith(HOSTS);
