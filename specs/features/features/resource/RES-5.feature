@RES-5
Feature: RES-5 Outage, cut-over and repair of a circuit
  Resource management puts an event into the hub's queue within a minute after it knows of an outage, a planned cut-over or a repair. Events of one
  circuit count in the order in which they happened. Contract: adapters/resource/contract/res-5.md

  Scenario: A circuit is down and works again
    When resource management tells an outage and the repair of a circuit
    Then the hub knows the outage with its cause and the expected repair
    And the hub knows the repair with what was done
    And the archive shows the outage as repaired

  Scenario: A cut-over is planned
    When resource management tells a cut-over of a circuit
    Then the hub knows the window in which the circuit may be interrupted

  Scenario: Events that come twice count once
    Given resource management sends its next 2 events twice
    When resource management tells an outage and the repair of a circuit
    Then the hub has taken 2 events of the circuit

  Scenario: A repair that overtakes its outage
    Given resource management sends its next events in the wrong order
    When resource management tells an outage and the repair of a circuit
    Then the hub has taken 2 events of the circuit
    And the archive shows the outage as repaired

  Scenario: What cannot be read is kept, and stops nothing
    Given resource management sends 1 event that cannot be read
    When resource management tells an outage and the repair of a circuit
    Then the hub has taken 2 events of the circuit
    And the unreadable circuit event is parked raw
