package desktop

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// joining is this computer's way into a workspace.
type joining struct {
	view JoinView
	stop context.CancelFunc
}

// askedWith is the code of the last request to join, and the token it named.
type askedWith struct {
	code  relayapi.PairingCode
	token string
}

// States of a join.
const (
	joinNone    = "none"
	joinAsking  = "asking"
	joinWaiting = "waiting"
	joinLoading = "loading"
	joinDone    = "done"
	joinFailed  = "failed"
)

const joinTimeout = 11 * time.Minute // a code lives for ten

// JoinWithCode lets this computer into a workspace with a code that another
// device, or the relay's operator, shows. It waits for the approval.
func (d *Devices) JoinWithCode(form JoinForm) (WorkspaceView, error) {
	return do(d.app, func(s *session) (WorkspaceView, error) {
		ctx, stop := context.WithTimeout(s.ctx, joinTimeout)
		defer stop()
		s.mu.Lock()
		s.join = joining{stop: stop}
		s.mu.Unlock()
		v, err := s.joinWithCode(ctx, form)
		var known *affiliate.Error
		switch {
		case err == nil:
			s.joinState(joinDone, "This computer is in the workspace.")
		case errors.As(err, &known):
			s.joinState(joinFailed, known.Message)
		default:
			s.joinState(joinFailed, "The relay could not be reached.")
		}
		return v, err
	})
}

// JoinState is how a join stands.
func (d *Devices) JoinState() (JoinView, error) {
	return do(d.app, func(s *session) (JoinView, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		v := s.join.view
		if v.State == "" {
			v.State = joinNone
		}
		if v.State == joinLoading {
			v.Percent = s.status.Percent
		}
		return v, nil
	})
}

// CancelJoin gives a join up that waits.
func (d *Devices) CancelJoin() error {
	_, err := do(d.app, func(s *session) (bool, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.join.stop != nil {
			s.join.stop()
		}
		return true, nil
	})
	return err
}

func (s *session) joinState(state, message string) {
	s.mu.Lock()
	s.join.view.State, s.join.view.Message = state, message
	s.mu.Unlock()
	s.app.changed()
}

func (s *session) joinWithCode(ctx context.Context, form JoinForm) (WorkspaceView, error) {
	switch {
	case s.profile.Kind == kindPractice:
		return WorkspaceView{}, affiliate.Errorf(affiliate.Conflict, "Practice mode has its own relay.").WithHint("Make a profile for your brand first.")
	case s.connection() != nil:
		return WorkspaceView{}, affiliate.Errorf(affiliate.Conflict, "This profile is connected already.").WithHint("Make a profile of its own for another workspace.")
	}
	code, err := relayapi.ParsePairingCode(form.Code)
	if err != nil {
		return WorkspaceView{}, field("code", sentence(err.Error()))
	}
	name := clean(form.DeviceName)
	if name == "" || len(name) > 60 {
		return WorkspaceView{}, field("deviceName", "Name this computer, in at most 60 characters, such as Office laptop.")
	}
	var recovery relayapi.Identity
	if clean(form.RecoveryKey) != "" {
		if recovery, err = relayapi.ParseIdentity(form.RecoveryKey); err != nil {
			return WorkspaceView{}, field("recoveryKey", sentence(err.Error()))
		}
	}
	line, err := s.joined(code)
	if err == nil && line.Token == "" {
		line, err = s.ask(ctx, code, name)
	}
	if err != nil {
		return WorkspaceView{}, err
	}
	s.joinState(joinLoading, "The workspace is being loaded.")
	v, err := s.connectTo(ctx, line, recovery)
	var known *affiliate.Error
	if errors.As(err, &known) && known.Fields["key"] != "" { // the operator let it in, and no device handed over the keys
		s.mu.Lock()
		s.join.view.NeedsKey = true
		s.mu.Unlock()
		message := "This workspace has data already. Enter its printed recovery key."
		if !recovery.IsZero() {
			message = known.Fields["key"]
		}
		return v, field("recoveryKey", message)
	}
	if err == nil {
		err = s.vault.Delete(secretJoined)
	}
	return v, err
}

// joinedSecret is a code that let this computer in, and how it connects since.
type joinedSecret struct {
	Code string `json:"code"`
	Line string `json:"line"`
}

// joined is the connection that the same code has opened before, so that the
// recovery key can be entered after it.
func (s *session) joined(code relayapi.PairingCode) (relayapi.Connection, error) {
	text, err := s.secretText(secretJoined)
	if err != nil || text == "" {
		return relayapi.Connection{}, err
	}
	var before joinedSecret
	if err := json.Unmarshal([]byte(text), &before); err != nil || before.Code != code.String() {
		return relayapi.Connection{}, err
	}
	return relayapi.ParseConnection(before.Line)
}

// ask asks to join and waits for the approval, which brings the keys.
func (s *session) ask(ctx context.Context, code relayapi.PairingCode, name string) (line relayapi.Connection, err error) {
	s.joinState(joinAsking, "The relay is being asked.")
	own, err := s.identity()
	if err != nil {
		return line, err
	}
	line = relayapi.Connection{RelayURL: code.RelayURL, Token: s.tokenFor(code)}
	client, err := relayapi.Dial(line)
	if err != nil {
		return line, err
	}
	keys := code.Keys()
	err = client.JoinPairing(ctx, code.Slot, relayapi.PairingJoin{Verifier: keys.Verifier, Name: name, PublicKey: own.Recipient(),
		Proof: keys.RequestProof(own.Recipient(), name), TokenHash: affiliate.HashToken(line.Token)})
	if problem, said := problemOf(err); said && problem.Code == relayapi.CodeNotFound {
		return line, field("code", "This code is wrong, too old, or was tried too often. Compare it, or let the other device show a new one.")
	}
	if err != nil {
		return line, err
	}
	s.joinState(joinWaiting, "Waiting for the approval on your other device.")
	result, err := awaitApproval(ctx, client, code.Slot)
	if err != nil {
		return line, err
	}
	line.WorkspaceID, line.DeviceID = result.WorkspaceID, result.DeviceID
	if len(result.Package) > 0 {
		if err := s.takeKeys(own, keys, result); err != nil {
			return line, err
		}
	}
	raw, err := json.Marshal(joinedSecret{Code: code.String(), Line: line.String()})
	if err != nil {
		return line, err
	}
	return line, s.vault.Set(secretJoined, string(raw))
}

// tokenFor is the token to ask with: the same one for the same code, since the
// relay may have taken a request whose answer was lost.
func (s *session) tokenFor(code relayapi.PairingCode) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked.code != code {
		secret := make([]byte, 32)
		rand.Read(secret) // never fails: crypto/rand aborts the program instead
		s.asked = askedWith{code: code, token: relayapi.TokenPrefix + base64.RawURLEncoding.EncodeToString(secret)}
	}
	return s.asked.token
}

// takeKeys opens what the approving device sent, once it is proven that it
// knows the code's letters.
func (s *session) takeKeys(own relayapi.Identity, keys relayapi.PairingKeys, result relayapi.PairingResult) error {
	altered := affiliate.Errorf(affiliate.Conflict, "What came back does not come from the device that showed the code.").
		WithHint("Nothing was taken over. Tell whoever runs the relay, and pair again.")
	if !keys.ProvesApproval(result.Package, result.Proof) {
		return altered
	}
	text, err := own.Decrypt(result.Package)
	if err != nil {
		return altered
	}
	if _, err := relayapi.ParseKeys(string(text)); err != nil {
		return altered
	}
	return s.vault.Set(secretKeys, string(text))
}

func awaitApproval(ctx context.Context, client *relayapi.Client, slot int) (relayapi.PairingResult, error) {
	for {
		result, err := client.PairingResult(ctx, slot)
		if _, said := problemOf(err); err != nil && (said || ctx.Err() != nil) {
			return result, stopped(ctx, err)
		}
		switch string(result.State) {
		case "approved":
			return result, nil
		case "refused":
			return result, affiliate.Errorf(affiliate.Conflict, "The other device refused this computer.")
		case pairingClosed:
			return result, affiliate.Errorf(affiliate.Conflict, "The code ran out before the other device approved.").WithHint("Let it show a new one.")
		}
		hold(ctx, pairingPoll) // also when the relay did not answer: it may again
		if ctx.Err() != nil {
			return result, stopped(ctx, ctx.Err())
		}
	}
}

func stopped(ctx context.Context, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return affiliate.Errorf(affiliate.Conflict, "Joining was given up.")
	case ctx.Err() != nil:
		return affiliate.Errorf(affiliate.Unavailable, "Nobody approved this computer in time.").WithHint("Let the other device show a new code.")
	}
	return err
}

// problemOf is what the relay said, when an error is its answer.
func problemOf(err error) (p relayapi.Problem, said bool) {
	said = errors.As(err, &p)
	return p, said
}
