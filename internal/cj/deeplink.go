package cj

import (
	"errors"
	"fmt"
)

// ErrNoDeepLink says that a link's landing page can't be chosen.
var ErrNoDeepLink = errors.New("this CJ link leads to its own landing page only")

// DefaultHost is the click domain of links that bring none of their own.
const DefaultHost = "www.anrdoezrs.net"

// BuildDeepLink makes a click link of one that Link Search found, with our
// click id as its sid. A destination that isn't empty becomes the landing page,
// which is ErrNoDeepLink where the advertiser doesn't allow it. The PID is that
// of the link's ClickURL when empty.
func BuildDeepLink(link Link, pid, destination string) (string, error) {
	if destination != "" && !link.AllowDeepLink {
		return "", fmt.Errorf("%w (AID %s): leave the page empty, or pick a link that allows deep links", ErrNoDeepLink, shorten(link.ID))
	}
	base := "https://" + DefaultHost
	if link.ClickURL != "" {
		click, err := ParseClick(link.ClickURL) // of a domain that isn't known, too: CJ gave it
		if err != nil {
			return "", err
		}
		base = click.Base
		if pid == "" {
			pid = click.PID
		}
	}
	if pid == "" {
		return "", errors.New("CJ gave no click link for this account: enter the PID (the number of your promotional property at CJ) under Settings")
	}
	return BuildClick(base, pid, link.ID, sidMacro, destination)
}
