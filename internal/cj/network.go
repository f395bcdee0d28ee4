package cj

import (
	"crypto/tls"
	"errors"
	"net"
)

// cut is an answer that ended before its end.
type cut struct{ error }

func (e *cut) Unwrap() error { return e.error }

// why says in a person's words what stands between this computer and CJ.
func (c *Client) why(err error) string {
	var (
		name    *net.DNSError
		trust   *tls.CertificateVerificationError
		dial    *net.OpError
		broken  *cut
		network net.Error
	)
	switch {
	case errors.As(err, &name):
		return "there is no way to " + shorten(name.Name) + " from here; check the internet connection"
	case errors.As(err, &trust):
		return "something between here and CJ, such as a company's proxy, shows a certificate that this computer doesn't trust; ask whoever runs the network"
	case errors.As(err, &network) && network.Timeout():
		return "it did not answer in time"
	case errors.As(err, &broken):
		return "the answer broke off: " + c.clean(broken.Error())
	case errors.As(err, &dial) && dial.Op == "dial":
		return "there is no way to it from here; check the internet connection: " + c.clean(dial.Err.Error())
	default:
		return "no answer: " + c.clean(err.Error())
	}
}
