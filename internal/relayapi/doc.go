// Package relayapi is the contract between the relay and its devices: the
// types, client and server interface generated from openapi.yaml, and the
// sealing of the entries that the relay must not read.
//
// It must not know how either side stores anything.
package relayapi
