// Package country says in which country an address is, from a database that
// ships with the program or from the operator's own.
//
// It must not know what the answer is for, and keeps no address.
package country
