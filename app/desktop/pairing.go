package desktop

import (
	"context"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// pairing is a code that this device shows.
type pairing struct {
	code    relayapi.PairingCode
	keys    relayapi.PairingKeys
	request *relayapi.PairingRequest // proven: who asks knows the letters
	view    PairingView
}

// States of a pairing, as screens show them.
const (
	pairingNone   = "none"
	pairingAsked  = "asked"
	pairingClosed = "closed"
)

// OpenPairing makes a code that lets a further device in.
func (d *Devices) OpenPairing() (PairingView, error) {
	return do(d.app, func(s *session) (PairingView, error) {
		c, err := s.connected()
		if err != nil {
			return PairingView{}, err
		}
		p := &pairing{code: relayapi.NewPairingCode()}
		p.keys = p.code.Keys()
		opened, err := c.client.OpenPairing(context.Background(), p.keys.Verifier)
		if err != nil {
			return PairingView{}, err
		}
		p.code.RelayURL, p.code.Slot = c.line.RelayURL, opened.Slot
		host := c.line.RelayURL[strings.Index(c.line.RelayURL, "://")+len("://"):]
		p.view = PairingView{State: string(opened.State), Code: p.code.String(), Host: host, ExpiresAt: viewTime(opened.ExpiresAt)}
		s.setPairing(p)
		return p.view, nil
	})
}

func (s *session) setPairing(p *pairing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pairing = p
}

func (s *session) openPairing() *pairing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pairing
}

// Pairing tells how the code that this device shows stands.
func (d *Devices) Pairing() (PairingView, error) {
	return do(d.app, func(s *session) (PairingView, error) { return s.pairingView(context.Background()) })
}

func (s *session) pairingView(ctx context.Context) (PairingView, error) {
	p := s.openPairing()
	if p == nil {
		return PairingView{State: pairingNone}, nil
	}
	c, err := s.connected()
	if err != nil {
		return PairingView{}, err
	}
	now, err := c.client.Pairing(ctx, p.code.Slot)
	if problem, said := problemOf(err); said && problem.Code == relayapi.CodeNotFound {
		now.State, err = pairingClosed, nil
	}
	if err != nil {
		return PairingView{}, err
	}
	next := *p // others may be reading p
	next.view.State = string(now.State)
	if next.view.State == pairingAsked {
		if now.Request == nil || !p.keys.ProvesRequest(*now.Request) {
			// Whoever asks does not know the letters: the relay itself, say.
			next.view.State = pairingClosed
		} else {
			next.request, next.view.DeviceName = now.Request, now.Request.Name
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.pairing == nil: // given up meanwhile
		return PairingView{State: pairingNone}, nil
	case s.pairing.code != p.code: // another one is shown meanwhile
		return s.pairing.view, nil
	}
	s.pairing = &next
	return next.view, nil
}

// DecidePairing hands the workspace's keys to the device that asks, or refuses it.
func (d *Devices) DecidePairing(approve bool) (PairingView, error) {
	return do(d.app, func(s *session) (PairingView, error) {
		ctx := context.Background()
		c, err := s.connected()
		if err != nil {
			return PairingView{}, err
		}
		p := s.openPairing()
		if p == nil || p.request == nil {
			return PairingView{}, affiliate.Errorf(affiliate.Conflict, "No device asks to join.").WithHint("Type the code on the new device first.")
		}
		decision := relayapi.PairingDecision{Approve: approve}
		if approve {
			if decision.Package, err = relayapi.EncryptTo([]byte(c.keys.Text()), p.request.PublicKey); err != nil {
				return PairingView{}, err
			}
			decision.Proof = p.keys.ApprovalProof(decision.Package)
		}
		if err := c.client.DecidePairing(ctx, p.code.Slot, decision); err != nil {
			return PairingView{}, err
		}
		return s.pairingView(ctx)
	})
}

// CancelPairing gives the code up; a device that asks already is refused.
func (d *Devices) CancelPairing() error {
	_, err := do(d.app, func(s *session) (bool, error) {
		p := s.openPairing()
		s.setPairing(nil)
		c := s.connection()
		if p == nil || c == nil {
			return true, nil
		}
		err := c.client.DecidePairing(context.Background(), p.code.Slot, relayapi.PairingDecision{})
		if _, said := problemOf(err); said {
			err = nil // over already, or nobody has asked: it ends by itself
		}
		return true, err
	})
	return err
}

// pairingPoll is how often a device that waits asks what became of it.
const pairingPoll = time.Second
