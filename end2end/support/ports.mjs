// Where the journeys' own server and simulator listen, and how many users their sample data has.
export const PORTS = { server: 3910, simulator: 3911 };
export const USERS = 300;
