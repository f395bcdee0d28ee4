// Package relay is the small hosted server between shoppers, networks and the
// desktops of a programme: it redirects and counts clicks, receives postbacks,
// and keeps each workspace's append-only log.
//
// It must not know what a member earns, who a member is, or what sealed
// entries say; nor how its Store stores.
package relay
