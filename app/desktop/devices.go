package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Devices says who works in the workspace, lets devices in and shuts them out.
type Devices struct{ app *App }

var errNoRelay = affiliate.Errorf(affiliate.Conflict, "No relay is connected yet.").WithHint("Connect a relay under Settings first.")

// connected is the session's connection: Conflict without one.
func (s *session) connected() (*connection, error) {
	if c := s.connection(); c != nil {
		return c, nil
	}
	return nil, errNoRelay
}

// Devices lists the workspace's devices.
func (d *Devices) Devices() (DevicesView, error) {
	return do(d.app, func(s *session) (DevicesView, error) { return s.devices(context.Background()) })
}

func (s *session) devices(ctx context.Context) (DevicesView, error) {
	v := DevicesView{Devices: []DeviceView{}, WaitingFor: []string{}}
	c, err := s.connected()
	if err != nil {
		return v, err
	}
	list, err := c.client.Devices(ctx)
	if err != nil {
		return v, err
	}
	for _, device := range list {
		row := DeviceView{ID: device.ID, Name: device.Name, This: device.ID == c.known.Device.ID,
			CreatedAt: viewTime(device.CreatedAt), Revoked: device.Revoked}
		if device.LastSeenAt != nil {
			row.LastSeenAt = viewTime(*device.LastSeenAt)
		}
		v.Devices = append(v.Devices, row)
	}
	return v, nil
}
