package cj

import (
	"errors"
	"fmt"
	"net"
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
	if parts, err := cutClick(link.ClickURL); err == nil {
		click, err := ParseClick(link.ClickURL)
		if err != nil {
			return "", err
		}
		if link.ClickURL != "" && (click.KnownHost || isLoopbackHost(parts.host)) {
			base = click.Base
		}
		if pid == "" {
			pid = click.PID
		}
	}
	if pid == "" {
		return "", errors.New("CJ gave no click link for this account: enter the PID (the number of your promotional property at CJ) under Settings")
	}
	return BuildClick(base, pid, link.ID, sidMacro, destination)
}

func isLoopbackHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return net.ParseIP(name).IsLoopback()
}
