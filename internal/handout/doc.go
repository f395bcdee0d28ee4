// Package handout writes what a manager gives to members: their links as a list,
// as QR codes and in a mail draft each, all in one ZIP file. Whatever a name
// holds, it breaks out of no cell, header or folder.
//
// It must not know where members and links are kept, nor send anything.
package handout

// Person is a member who gets links.
type Person struct {
	Name  string
	Email string // empty where none is known
	Links []Link
}

// Link is what a member hands on.
type Link struct {
	Offer string
	URL   string
	Page  string // its own landing page; empty for the offer's
	Live  bool   // it works already
}
