// Package frontdoor answers the one request that strangers send by the
// million, GET or HEAD of /{code}, at the cost of a few system calls, and hands
// every other request, and every connection that it does not understand, with
// the bytes already read, to net/http. A connection that went over stays there.
//
// Both ways ask the same Director and send the same bytes. It must not know
// where links lead, and it keeps nothing of a request.
package frontdoor
