export * from './clock';
export * from './ClockGuard';
export * from './fleetRows';
export * from './ids';
export * from './locking';
export * from './migrations';
export * from './rows';
export * from './transitions';
